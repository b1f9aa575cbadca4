#!/bin/sh
# Serves the page on this computer only, and opens it in the browser. Close the window, or press Ctrl+C, to stop.
cd "$(dirname "$0")" || exit 1

# On a Mac without Apple's command line tools, python3 is a stub that offers to install them.
usable_python() {
  command -v python3 >/dev/null 2>&1 || return 1
  case $(command -v python3) in
    /usr/bin/python3) [ "$(uname)" != Darwin ] || xcode-select -p >/dev/null 2>&1 ;;
  esac
}

# show ADDRESS: opens it as soon as the server has had time to start.
show() {
  echo "Nutshell is at $1"
  if [ "$(uname)" = Darwin ]; then (sleep 2 && open "$1") & else (sleep 2 && xdg-open "$1" >/dev/null 2>&1) & fi
}

if usable_python; then exec python3 server/serve.py "$@"; fi
if command -v ruby >/dev/null 2>&1 && ruby -e 'require "webrick"' 2>/dev/null; then
  show http://localhost:8080/
  exec ruby -run -e httpd site -b 127.0.0.1 -p 8080
fi
if command -v php >/dev/null 2>&1; then
  show http://localhost:8080/
  exec php -S 127.0.0.1:8080 -t site
fi
if command -v busybox >/dev/null 2>&1; then
  show http://localhost:8080/
  exec busybox httpd -f -p 127.0.0.1:8080 -h site
fi
echo 'There is no Python, Ruby, PHP or busybox here to serve the page with. The page in one file, nutshell.html, needs none.' >&2
exit 1
