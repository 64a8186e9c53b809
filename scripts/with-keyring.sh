#!/usr/bin/env bash
# Runs a command in a session of its own with an unlocked Secret Service: scripts/with-keyring.sh COMMAND...
# Home and XDG folders are redirected, so that the real keyring of whoever runs this is never touched.
set -euo pipefail

session=$(mktemp -d)
trap 'rm -rf "$session"' EXIT
export HOME="$session/home" XDG_RUNTIME_DIR="$session/run"
export XDG_DATA_HOME="$HOME/.local/share" XDG_CONFIG_HOME="$HOME/.config" XDG_CACHE_HOME="$HOME/.cache"
mkdir -p "$XDG_DATA_HOME" "$XDG_CONFIG_HOME" "$XDG_CACHE_HOME"
mkdir -m 700 "$XDG_RUNTIME_DIR"

status=0
dbus-run-session -- bash -c '
  # No newline behind the password: it would become part of it.
  eval "$(printf %s "only for tests" | gnome-keyring-daemon --unlock --components=secrets 2>/dev/null)"
  "$@"
' bash "$@" || status=$?
exit "$status"
