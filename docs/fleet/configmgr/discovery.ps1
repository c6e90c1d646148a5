# ConfigMgr, configuration item: a discovery script that returns one word: go, go_with_remarks or no_go.
#
# Setting type: Script, data type: String. Tick "Run scripts by using the logged on user credentials".
# Compliance rule: the value returned is one of "go", "go_with_remarks".
# The report itself is left in C:\Users\Public\Documents\Readiness, where everybody may write, for inventory.

$checks = 'headset,browser,connection'
$program = Join-Path $env:ProgramFiles 'Readiness\readiness-cli.exe'
$folder = Join-Path $env:PUBLIC 'Documents\Readiness'

if (-not (Test-Path -LiteralPath $program)) {
    Write-Output 'no_go'
    exit 0
}

$report = & $program check --only $checks --json --out $folder --format sqlite 2>$null | Out-String
try {
    $verdict = (ConvertFrom-Json -InputObject $report).verdict
} catch {
    $verdict = 'no_go'
}
if ($verdict -notin 'go', 'go_with_remarks') { $verdict = 'no_go' }
Write-Output $verdict
exit 0
