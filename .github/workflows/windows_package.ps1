# What is installed on a real Windows: install, repair, remove, and the main road to go.
#   windows_package.ps1 install | repair | remove
#   windows_package.ps1 road -Program PATH        with the files of tests/programs/end_to_end.py in the folder `road`
param(
    [Parameter(Mandatory)][ValidateSet('install', 'repair', 'remove', 'road')][string]$Task,
    [string]$Program = ''
)

$ErrorActionPreference = 'Stop'
$folder = Join-Path $env:ProgramFiles 'Readiness'

function Invoke-Installer {
    param([string]$Action, [string[]]$More = @())
    $package = (Get-ChildItem 'windows\*.msi').FullName
    $arguments = @($Action, "`"$package`"", '/qn', '/norestart', '/l*v', 'installer.log') + $More
    $done = Start-Process msiexec -ArgumentList $arguments -Wait -PassThru
    if ($done.ExitCode -notin 0, 3010) {
        Get-Content installer.log -Tail 60
        throw "msiexec $Action ended with $($done.ExitCode)"
    }
}

function Invoke-Readiness {
    param([string[]]$Arguments)
    & $Program @Arguments
    if ($LASTEXITCODE -ne 0) { throw "readiness-cli $Arguments ended with $LASTEXITCODE" }
}

switch ($Task) {
    'install' {
        Invoke-Installer '/i'
        $version = (Get-ItemProperty 'HKLM:\Software\Readiness').Version
        $access = (Get-Acl (Join-Path $env:ProgramData 'Readiness')).Sddl
        "Installed $version; $access"
        if ($access -notlike 'O:BA*') { throw 'The policy folder does not belong to administrators' }
    }
    'repair' { Invoke-Installer '/fa' }
    'remove' {
        Invoke-Installer '/x' 'REMOVEPERSONALDATA=1'
        if (Test-Path $folder) { throw "$folder is still there" }
    }
    'road' {
        Invoke-Readiness '--version'
        & $Program check --camera road\camera.avi --microphone road\voice.wav --policy road\policy.toml --out reports
        $result = $LASTEXITCODE
        $report = Get-Content 'reports\*.json' -Raw -Encoding UTF8 | ConvertFrom-Json
        $report.findings.code
        if ($result -ne 0 -or $report.verdict -ne 'go') { throw "$($report.verdict), exit code $result" }
        Remove-Item 'reports' -Recurse
        Invoke-Readiness 'sign', '-o', 'skylt.pdf'
        Invoke-Readiness 'doctor', '-o', 'doctor.json'
    }
}
