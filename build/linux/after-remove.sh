#!/bin/sh
# Runs as root after removal. An upgrade calls it too, for rpm after the new version is there: then nothing may go.
case "$1" in
  remove | purge | 0) ;;
  *) exit 0 ;;
esac

link=/usr/bin/gatehouse
if [ "$(readlink "$link")" = '/opt/${sanitizedProductName}/resources/bin/gatehouse' ]; then
  rm -f "$link"
fi

profile=/etc/apparmor.d/${executable}
if [ -f "$profile" ]; then
  if apparmor_status --enabled >/dev/null 2>&1 && ! { [ -x /usr/bin/ischroot ] && /usr/bin/ischroot; }; then
    apparmor_parser --remove "$profile" || true
  fi
  rm -f "$profile"
fi
