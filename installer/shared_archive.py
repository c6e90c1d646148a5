"""Runtime hook of both programs: load modules from one shared archive in the folder.

PyInstaller embeds an archive in each program; here these are empty, and all modules are in one file beside them.
"""

import os
import sys

import pyimod01_archive
import pyimod02_importers

pyimod02_importers.pyz_archive = pyimod01_archive.ZlibArchiveReader(
    os.path.join(sys._MEIPASS, "modules.pyz"),  # noqa: PTH118  (pathlib is in the archive)
    check_pymagic=True,
)
sys.path_importer_cache.clear()
