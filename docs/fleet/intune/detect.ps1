# Intune Remediations, detection script: one line on standard output, nothing on standard error, exit 0 or 1.
#
# Settings in Intune: "Run this script using the logged-on credentials": Yes (camera and microphone belong to the person),
# "Run script in 64-bit PowerShell": Yes, "Enforce script signature check": as your region does.
# There is nothing to remediate: leave the remediation script empty.
#
# Nobody speaks and nobody sits before the camera when Intune runs this, so only what needs no person is asked.

$checks = 'headset,browser,connection'
$program = Join-Path $env:ProgramFiles 'Readiness\readiness-cli.exe'

if (-not (Test-Path -LiteralPath $program)) {
    Write-Output '{"verdict":"no_go","codes":[],"not_done":"not_installed"}'
    exit 1
}

$line = & $program check --only $checks --format intune 2>$null | Select-Object -Last 1
$result = $LASTEXITCODE
if ([string]::IsNullOrWhiteSpace($line)) {
    Write-Output '{"verdict":"no_go","codes":[],"not_done":"no_answer"}'
    exit 1
}
Write-Output $line
if ($result -eq 0) { exit 0 }
exit 1
