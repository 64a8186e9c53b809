#!/bin/sh
# Runs as root after the deb or rpm is unpacked. Names in braces are filled in by the packager.
app='/opt/${sanitizedProductName}'
link=/usr/bin/gatehouse

# The command; a program of somebody else under that name stays.
if [ -L "$link" ] || [ ! -e "$link" ]; then
  ln -sfn "$app/resources/bin/gatehouse" "$link"
fi

# Chromium's sandbox needs user namespaces; where the kernel has none for ordinary users it needs this one file as root.
if unshare --user true 2>/dev/null; then
  chmod 0755 "$app/chrome-sandbox"
else
  chmod 4755 "$app/chrome-sandbox"
fi

# Where AppArmor keeps user namespaces from ordinary programs (Ubuntu 24.04 and later) a profile gives them back to this one.
profile=/etc/apparmor.d/${executable}
if apparmor_status --enabled >/dev/null 2>&1 && apparmor_parser --skip-kernel-load "$app/resources/apparmor-profile" >/dev/null 2>&1; then
  cp -f "$app/resources/apparmor-profile" "$profile"
  if ! { [ -x /usr/bin/ischroot ] && /usr/bin/ischroot; }; then
    apparmor_parser --replace --write-cache --skip-read-cache "$profile" || true
  fi
fi

if command -v update-desktop-database >/dev/null 2>&1; then
  update-desktop-database /usr/share/applications || true
fi
