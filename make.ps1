# ./make.ps1 setup | run | test | installer: what the Makefile does, on Windows. Needs Python 3.11 from python.org.
param([ValidateSet('setup', 'run', 'test', 'installer')][string]$Task = 'run')

$ErrorActionPreference = 'Stop'
Set-Location $PSScriptRoot
$python = '.venv\Scripts\python.exe'
$ready = '.venv\ready'

function Invoke-Checked {
    param([string]$Program, [string[]]$Arguments)
    & $Program @Arguments
    if ($LASTEXITCODE -ne 0) { throw "$Program $Arguments ended with $LASTEXITCODE" }
}

function Test-Ready {
    if (-not (Test-Path $ready)) { return $false }
    $stamp = (Get-Item $ready).LastWriteTimeUtc
    $inputs = @('pyproject.toml', 'requirements.lock') + (Get-ChildItem 'assets\locale' -Recurse -Filter '*.po').FullName
    -not ($inputs | Where-Object { (Get-Item $_).LastWriteTimeUtc -gt $stamp })
}

function Install-Everything {
    if (Test-Ready) { return }
    if (-not (Test-Path $python)) { Invoke-Checked 'py' @('-3.11', '-m', 'venv', '.venv') }
    $pip = @('-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input')
    Invoke-Checked $python ($pip + @('--no-deps', '--require-hashes', '-r', 'requirements.lock'))
    Invoke-Checked $python ($pip + @('--no-deps', '--no-build-isolation', '-e', '.'))
    Set-Content -Path $ready -Value ''
}

Install-Everything
switch ($Task) {
    'run' { Invoke-Checked $python @('-m', 'readiness') }
    'test' {
        Invoke-Checked '.venv\Scripts\ruff.exe' @('check', '.')
        Invoke-Checked '.venv\Scripts\lint-imports.exe' @()
        Invoke-Checked $python @('-m', 'pytest', '-W', 'error', 'tests\windows')
    }
    'installer' {
        Invoke-Checked $python @('-m', 'PyInstaller', '--noconfirm', '--distpath', 'dist', '--workpath', 'build\installer',
            'build_installer.spec')
    }
}
