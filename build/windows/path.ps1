# Puts a folder into the person's PATH, or takes it out. What else is in there keeps its form: %NAMES% are not filled in.
param([ValidateSet('add', 'remove')][string]$what, [string]$folder)
$key = [Microsoft.Win32.Registry]::CurrentUser.CreateSubKey('Environment')
$path = [string]$key.GetValue('Path', '', 'DoNotExpandEnvironmentNames')
$others = @($path -split ';' | Where-Object { $_ -ne '' -and $_ -ne $folder })
$wanted = if ($what -eq 'add') { $others + $folder } else { $others }
$key.SetValue('Path', ($wanted -join ';'), 'ExpandString')
# Windows tells programs of a changed environment only when it changes it itself: setting and removing a name of our own does that.
[Environment]::SetEnvironmentVariable('GATEHOUSE_PATH_CHANGED', '1', 'User')
[Environment]::SetEnvironmentVariable('GATEHOUSE_PATH_CHANGED', $null, 'User')
