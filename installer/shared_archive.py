"""Run first in both programs: their modules come out of one archive in the folder.

PyInstaller puts an archive of its own into each program. Theirs is empty, and what is imported stands in a file beside.
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
