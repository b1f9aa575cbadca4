@echo off
rem Serves the page on this computer only, and opens it in the browser. Nothing is installed.
powershell -NoProfile -ExecutionPolicy Bypass -File "%~dp0server\serve.ps1"
if errorlevel 1 pause
