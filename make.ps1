# What the Makefile does, on Windows. Needs a Python from python.org, 3.11 to 3.14, 64 bits for x64.
#   powershell -ExecutionPolicy Bypass -File .\make.ps1 setup | run | test | installer
param([ValidateSet('setup', 'run', 'test', 'installer')][string]$Task = 'run')

$ErrorActionPreference = 'Continue'  # Windows PowerShell makes an error of every line on standard error
$python = '.venv\Scripts\python.exe'
$ready = '.venv\ready'

function Invoke-Checked {
    param([string]$Program, [string[]]$Arguments)
    & $Program @Arguments
    if ($LASTEXITCODE -ne 0) { throw "$Program $Arguments ended with $LASTEXITCODE" }
}

function Find-Python {
    $probe = 'import sys, sysconfig; sys.exit(sysconfig.get_platform() != "win-amd64" or not (3, 11) <= sys.version_info < (3, 15))'
    foreach ($words in @('py', '-3.13'), @('py', '-3.12'), @('py', '-3.14'), @('py', '-3.11'), @('python')) {
        if (-not (Get-Command $words[0] -ErrorAction SilentlyContinue)) { continue }
        $arguments = @($words | Select-Object -Skip 1)
        & $words[0] @arguments -c $probe 2>$null
        if ($LASTEXITCODE -eq 0) { return , $words }
    }
    throw 'No Python for x64 here, 3.11 to 3.14. Get one from https://www.python.org/downloads/windows/ (64-bit).'
}

function Test-Ready {
    if (-not (Test-Path $ready)) { return $false }
    $stamp = (Get-Item $ready).LastWriteTimeUtc
    $inputs = @('pyproject.toml', 'requirements.lock') + (Get-ChildItem 'assets\locale' -Recurse -Filter '*.po').FullName
    -not ($inputs | Where-Object { (Get-Item $_).LastWriteTimeUtc -gt $stamp })
}

function Install-Everything {
    if (Test-Ready) { return }
    if (-not (Test-Path $ready)) {  # also when it was interrupted halfway
        $found = Find-Python
        $arguments = @($found | Select-Object -Skip 1) + @('-m', 'venv', '--clear', '.venv')
        Invoke-Checked $found[0] $arguments
    }
    $pip = @('-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input')
    Invoke-Checked $python ($pip + @('--no-deps', '--require-hashes', '-r', 'requirements.lock'))
    Invoke-Checked $python ($pip + @('--no-deps', '--no-build-isolation', '-e', '.'))
    Set-Content -Path $ready -Value ''
}

Push-Location $PSScriptRoot
try {
    Install-Everything
    switch ($Task) {
        'run' { Invoke-Checked $python @('-m', 'readiness') }
        'test' {
            Invoke-Checked '.venv\Scripts\ruff.exe' @('check', '.')
            Invoke-Checked '.venv\Scripts\lint-imports.exe' @()
            Invoke-Checked $python @('-m', 'pytest', '-W', 'error', 'tests\windows')
        }
        'installer' {
            Invoke-Checked $python @('-m', 'PyInstaller', '--noconfirm', '--clean', '--distpath', 'dist', '--workpath', 'build\installer',
                'build_installer.spec')
        }
    }
}
finally {
    Pop-Location
}
