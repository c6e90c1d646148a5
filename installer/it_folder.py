"""A folder with everything IT needs besides the program: documentation, policy templates, scripts and the licence.

It is included in the package and placed beside it.
"""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from installer.msi_package import product_code
from readiness import __version__

CHECKOUT = Path(__file__).parent.parent
PAGES = ("docs/installer.md", "docs/technician.md", "docs/privacy.md", "CHANGELOG.md", "LICENSE")
FOLDERS = {"assets/admx": "admx", "docs/fleet/intune": "intune", "docs/fleet/configmgr": "configmgr"}
_NOT_FOR_IT = shutil.ignore_patterns("*.py", "*.toml", "__pycache__")


def write_it_folder(to: Path, package: Path | None = None) -> None:
    """Recreate the folder; for a package, with its checksum, product code and winget manifest.

    Args:
        to: the folder.
        package: the finished, signed package.
    """
    shutil.rmtree(to, ignore_errors=True)
    to.mkdir(parents=True)
    for page in PAGES:
        shutil.copy(CHECKOUT / page, to / (Path(page).name if "." in page else f"{page}.txt"))
    for source, name in FOLDERS.items():
        shutil.copytree(CHECKOUT / source, to / name, ignore=_NOT_FOR_IT)
    if package is not None:
        sha256 = hashlib.sha256(package.read_bytes()).hexdigest()
        code = f"{{{str(product_code(__version__)).upper()}}}"
        facts = {"file": package.name, "sha256": sha256, "ProductCode": code, "version": __version__}
        (to / "package.txt").write_text("".join(f"{name:12} {value}\n" for name, value in facts.items()))
        (to / "readiness.winget.yaml").write_text(_winget(package.name, sha256.upper(), code), "utf-8")


def _winget(file: str, sha256: str, code: str) -> str:
    """Return a singleton manifest for a region's own winget source; the region must fill in the URL."""
    return f"""# yaml-language-server: $schema=https://aka.ms/winget-manifest.singleton.1.6.0.schema.json
PackageIdentifier: Readiness.Readiness
PackageVersion: {__version__}
PackageLocale: sv-SE
Publisher: Readiness
PackageName: Readiness
License: MIT
ShortDescription: Kontroll inför digitalt vårdmöte
MinimumOSVersion: 10.0.17763.0
InstallerType: wix
Scope: machine
ProductCode: '{code}'
Installers:
- Architecture: x64
  InstallerUrl: https://example.org/{file}
  InstallerSha256: {sha256}
ManifestType: singleton
ManifestVersion: 1.6.0
"""
