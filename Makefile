# `make` or `make help` lists what there is. On Windows: make.ps1, with the same words.

# Debian 12's, or what there is.
ifeq ($(origin PYTHON), undefined)
PYTHON := $(notdir $(firstword $(shell for each in 11 13 12 14; do command -v python3.$$each; done; true) python3.11))
endif
BIN := .venv/bin

# Some containers set it; each of the tests' hundreds of processes would then compile the program anew.
unexport PYTHONDONTWRITEBYTECODE

# What Qt, PortAudio and the sound server need of Debian, and Python itself. Later ones add t64 to some names.
APT_RUN := $(PYTHON) $(PYTHON)-venv lib$(PYTHON) libasound2 libdbus-1-3 libegl1 libfontconfig1 libgl1 libglib2.0-0 \
  libportaudio2 libpulse0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 \
  libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 libxkbcommon-x11-0 fontconfig fonts-dejavu-core

# What the tests start: a sound server, voices, a browser, a print queue, network namespaces, and Windows under Wine.
APT_TEST := alsa-utils at-spi2-core cabextract osslsigncode strace binutils chromium coturn cups cups-client cups-filters dbus espeak-ng fonts-inter gcc-mingw-w64-x86-64-win32 \
  ghostscript gir1.2-atspi-2.0 iproute2 libasound2-plugins locales msitools nftables openssl pipewire-pulse printer-driver-cups-pdf pulseaudio pulseaudio-utils python3-gi sox \
  wine wine64 wireplumber wixl xvfb

# The guest of make lab.
APT_LAB := alsa-utils busybox-static hostapd iproute2 kmod qemu-system-x86 wpasupplicant

APT_SPARK := openjdk-17-jre-headless

CATALOGUES := $(wildcard assets/locale/*/LC_MESSAGES/*.po)
INPUTS := pyproject.toml requirements.lock $(CATALOGUES)

.DEFAULT_GOAL := help
.PHONY: screenshots faults lab audit fuzz help run test test-fast test-wine lint format generate setup setup-test installer windows-installer installer-test spark-test lock clean

help:  ## this list
	@awk -F ':.*  ## ' '/^[a-z-]+:.*  ## / { printf "  make %-18s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: setup  ## set everything up, then open the window
	@$(BIN)/readiness

lint: setup-test  ## style, types, import contracts, unused code
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy --platform win32 --no-warn-unreachable tests/windows/*.py $$(find readiness -name '*_windows.py')
	$(BIN)/lint-imports
	! $(BIN)/vulture | grep -vE "unused (variable|attribute)"

format: setup  ## put the code into the project's style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

faults: setup-test  ## inject every fault, write docs/faults.md, kill a hundred programs; fails when a promise is broken
	PYTHONPATH=tests $(BIN)/python -m faults $(if $(FAULTS),$(FAULTS),--write --kills 100)

lab: setup apt-lab  ## pull out cameras, sound cards and cables of a guest under QEMU, write docs/faults-lab.md (minutes)
	PYTHONPATH=tests $(BIN)/python -m lab $(if $(LAB),$(LAB),--write)

audit: setup  ## ask the Python Package Index which locked versions have known faults; fails where it does not answer
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --target build/pip-audit pip-audit
	PYTHONPATH=build/pip-audit $(BIN)/python -m pip_audit --strict --require-hashes --disable-pip -r requirements.lock -r requirements-spark.lock

INPUTS_EACH := 20000
fuzz: setup  ## give every parser INPUTS_EACH foreign inputs (CI: 100), and the window a twentieth as many histories (CI: 50)
	READINESS_FUZZ_INPUTS=$(INPUTS_EACH) $(BIN)/python -m pytest tests/test_foreign_input.py tests/ui/state/test_any_events.py

generate: setup  ## write what comes out of the code: Group Policy templates, schemas, tables in docs
	$(BIN)/python -m generate

# Files stay together: what they set up costs more than their tests. In order, which `tests/conftest.py` gives them.
SIDE_BY_SIDE := -n 3 --dist loadfile --no-loadscope-reorder

# Style and types, then the two builds and their tests, run in one process after another beside the rest; the other tests under Wine take long and have a target of their own. T=path runs the tests below that path alone.
# `make` and not the variable, which would run the line under `make -n` as well.
test: setup-test $(if $(T),lint)  ## as CI runs it: all but the rest under Wine (test-wine); make test T=tests/policy for a part
ifdef T
	$(BIN)/python -m pytest --durations 10 $(T)
else
	@mkdir -p build; \
	{ make --no-print-directory lint && \
	  $(BIN)/python -m pytest tests/test_frozen.py tests/test_windows_program.py --durations 10; } >build/lint-and-builds.log 2>&1 & \
	beside=$$!; \
	$(BIN)/python -m pytest -m "not wine and not frozen" $(SIDE_BY_SIDE) --durations 10; rest=$$?; \
	wait $$beside; passed=$$?; cat build/lint-and-builds.log; exit $$((rest | passed))
endif

test-wine: setup-test  ## the Windows code and packages under Wine (half an hour)
	$(BIN)/python -m pytest -m wine --durations 10

test-fast: setup  ## the quick ones: no Wine, no frozen build, no print queue, nothing that takes a second
	$(BIN)/python -m pytest -m "not slow and not wine and not frozen" $(if $(T),$(T),$(SIDE_BY_SIDE))

setup: apt-run .venv/ready  ## install what the program needs
setup-test: apt-run apt-test .venv/ready  ## install what the tests need as well

# Installs what dpkg says is missing, when it may; else says what to install. What cannot be had is said, and may be there another way.
.PHONY: apt-run apt-test apt-lab apt-spark
apt-run: WANTED := $(APT_RUN)
apt-test: WANTED := $(APT_TEST)
apt-lab: WANTED := $(APT_LAB)
apt-spark: WANTED := $(APT_SPARK)
apt-run apt-test apt-lab apt-spark:
	@if command -v dpkg-query >/dev/null; then \
	  has() { case "$$(dpkg-query -W -f='$${db:Status-Abbrev}' $$1 2>/dev/null)" in ii*) ;; *) false;; esac; }; \
	  missing=; for each in $(WANTED); do has $$each || has $${each}t64 || missing="$$missing $$each"; done; \
	  if [ -n "$$missing" ]; then \
	    if [ "$$(id -u)" = 0 ]; then as_root=; else as_root="sudo -n"; fi; \
	    if $$as_root true 2>/dev/null; then \
	      $$as_root apt-get update -qq || exit; \
	      known=; for each in $$missing; do \
	        for name in $$each $${each}t64 ""; do [ -z "$$name" ] || [ -z "$$(apt-cache show $$name 2>/dev/null)" ] || break; done; \
	        if [ -n "$$name" ]; then known="$$known $$name"; else echo "Not to be had here: $$each" >&2; fi; \
	      done; \
	      DEBIAN_FRONTEND=noninteractive $$as_root apt-get install -y -qq --no-install-recommends $$known </dev/null; \
	    else echo "Missing; ask for: apt-get install$$missing" >&2; fi; \
	  fi; \
	fi

# Exact versions by their hashes, the lock being whole (without what tool.uv leaves out); then this checkout itself, in place, which also compiles the catalogues.
.venv/ready: $(INPUTS)
	[ -x $(BIN)/python ] || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input --no-deps --no-build-isolation -e .
	@touch $@

installer: setup  ## the program as a folder that needs no Python, in dist/
	$(BIN)/python -m PyInstaller --noconfirm --clean --log-level WARN --distpath dist --workpath build/installer build_installer.spec

windows-installer: setup-test  ## the Windows package and zip, built under Wine, in dist/windows/
	$(BIN)/python tests/windows/wine_python.py build/windows -m PyInstaller --noconfirm --clean --log-level WARN \
	  --distpath dist/windows --workpath build/installer-windows build_installer.spec
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m installer.windows_package dist/windows/readiness dist/windows

installer-test: setup-test  ## build, install, upgrade, run and remove the packages
	$(BIN)/python -m pytest tests/installer tests/test_frozen.py tests/test_windows_program.py tests/test_installer.py

spark-test: setup apt-spark .venv/spark-ready  ## the fleet's questions on a real Spark cluster of this machine (minutes)
	$(BIN)/python -m pytest -o addopts="-q --strict-markers -p no:cacheprovider" --durations 5 tests/fleet/spark_cluster

# 500 MB that nothing else needs.
.venv/spark-ready: requirements-spark.lock .venv/ready
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r requirements-spark.lock
	@touch $@

# After pyproject.toml changed. The versions already held are kept; `make lock UPGRADE=--upgrade` takes newer ones. Fails
# where a package has no wheel for one of the systems that README.md names.
lock:  ## hold the newest fitting versions in requirements.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate \
	  --python-version 3.11 --extra dev --extra fleet --extra telemetry --extra workstation $(UPGRADE) pyproject.toml \
	  -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate \
	  --python-version 3.11 --extra spark --constraint requirements.lock $(UPGRADE) pyproject.toml -o requirements-spark.lock
	for system in x86_64-manylinux_2_36 x86_64-pc-windows-msvc aarch64-apple-darwin; do \
	  for version in 3.11 3.12 3.13 3.14; do \
	    MACOSX_DEPLOYMENT_TARGET=15.0 $(BIN)/uv pip install --quiet --dry-run --no-deps --require-hashes --only-binary :all: \
	      --python-platform $$system --python-version $$version --target build/lock -r requirements.lock || exit; \
	  done; \
	done

screenshots: setup  ## the README's pictures, from the real program
	$(BIN)/python docs/make_screenshots.py

clean:  ## remove everything that was built
	rm -rf build dist .venv .mypy_cache .ruff_cache .import_linter_cache .hypothesis
