# Serves the folder site on this computer only, and opens it in the browser, with what Windows has. Close the window to stop.
$ErrorActionPreference = 'Stop'
$site = [IO.Path]::GetFullPath((Join-Path $PSScriptRoot '..\site'))
$types = @{
  '.css' = 'text/css; charset=utf-8'; '.html' = 'text/html; charset=utf-8'; '.js' = 'text/javascript; charset=utf-8'
  '.json' = 'application/json'; '.svg' = 'image/svg+xml'; '.txt' = 'text/plain; charset=utf-8'
  '.wasm' = 'application/wasm'; '.webmanifest' = 'application/manifest+json'
}
# The response headers that the site wants, from the file that some hosts read them from.
$headers = @(Get-Content (Join-Path $site '_headers') | ForEach-Object {
    if ($_ -match '^\s+([^:]+): (.*)$') { , @($Matches[1], $Matches[2]) }
  })

$listener = $null
foreach ($port in 8080..8099) {
  # The name localhost needs no rights of an administrator.
  $candidate = New-Object System.Net.HttpListener
  $candidate.Prefixes.Add("http://localhost:$port/")
  try { $candidate.Start(); $listener = $candidate; break } catch { $candidate.Close() }
}
if ($null -eq $listener) {
  Write-Host 'The ports 8080 to 8099 are all taken, or this computer lets no program serve pages.'
  Write-Host 'The page in one file, nutshell.html, needs no server.'
  exit 1
}
Write-Host "Nutshell is at http://localhost:$port/"
Write-Host 'Close this window to stop.'
Start-Process "http://localhost:$port/"

while ($listener.IsListening) {
  $context = $listener.GetContext()
  $response = $context.Response
  try {
    $path = [Uri]::UnescapeDataString($context.Request.Url.AbsolutePath)
    if ($path.EndsWith('/')) { $path += 'index.html' }
    $file = [IO.Path]::GetFullPath((Join-Path $site $path.TrimStart('/')))
    $inside = $file.StartsWith($site + [IO.Path]::DirectorySeparatorChar)
    foreach ($header in $headers) { $response.Headers.Set($header[0], $header[1]) }
    if ($inside -and [IO.File]::Exists($file)) {
      $type = $types[[IO.Path]::GetExtension($file).ToLowerInvariant()]
      $response.ContentType = if ($type) { $type } else { 'application/octet-stream' }
      $bytes = [IO.File]::ReadAllBytes($file)
      $response.ContentLength64 = $bytes.Length
      if ($context.Request.HttpMethod -ne 'HEAD') { $response.OutputStream.Write($bytes, 0, $bytes.Length) }
    } else {
      $response.StatusCode = 404
    }
  } catch {
    # The browser has gone away in the middle of an answer: that is its right.
  } finally {
    try { $response.Close() } catch { }
  }
}
