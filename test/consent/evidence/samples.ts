/**
 * Output of the tools of macOS and Windows. None was recorded on such a computer: each is "documented", put together from
 * the published description that is named beside it. The workflow on real systems replaces them with recordings.
 */

/**
 * Documented: lsof(8), OUTPUT FOR OTHER PROGRAMS (a `p` line opens a process, an `f` line a file, `T` lines carry TCP
 * states), and its description of NAME (brackets around IPv6, `*` for any address, `->` before the other end).
 * https://github.com/lsof-org/lsof/blob/master/Lsof.8
 */
export const LSOF_SOCKETS = `p4711
f21
tIPv4
d0xa42a1d0ade5d3585
n127.0.0.1:51004
TST=LISTEN
TQR=0
TQS=0
f22
tIPv6
d0xa42a1d0ad67f7a5d
n[::1]:51004
TST=LISTEN
TQR=0
TQS=0
f23
tIPv4
d0xa42a1d0ade5d3999
n127.0.0.1:52044->127.0.0.1:4283
TST=ESTABLISHED
TQR=0
TQS=0
p4800
f9
tIPv4
d0xa42a1d0ade5d3585
n127.0.0.1:51004
TST=LISTEN
TQR=0
TQS=0
p5000
f4
tIPv6
d0xa42a1d0ad67f0001
n*:8080
TST=LISTEN
f5
tIPv6
d0xa42a1d0ad67f0002
n[::1]:52045->[::1]:4283
TST=ESTABLISHED
`;

/** Documented: the same pages, `-d txt`: the first file of a process is its executable, libraries follow. */
export const LSOF_EXECUTABLES = `p4711
ftxt
n/opt/homebrew/Cellar/node/24.1.0/bin/node
ftxt
n/usr/lib/dyld
p5000
ftxt
n/Applications/Cursor.app/Contents/MacOS/Cursor
ftxt
n/usr/lib/dyld
`;

/**
 * Documented: ps(1) of macOS (keywords pid, ppid, uid, lstart "time started", comm "command"; a keyword followed by `=`
 * prints no header), and strftime(3) for `%c` in the C locale, which is lstart's form.
 * https://keith.github.io/xcode-man-pages/ps.1.html
 */
export const PS_PROCESSES = `    1     0     0 Fri Nov 20 06:00:01 2026     /sbin/launchd
  640     1   501 Fri Nov 20 06:01:12 2026     /Applications/Utilities/Terminal.app/Contents/MacOS/Terminal
  700   640   501 Fri Nov 20 06:01:13 2026     -zsh
 4700   700   501 Sat Nov 21 07:38:40 2026     /Users/jo/.local/bin/claude
 4711  4700   501 Sat Nov 21 07:38:42 2026     node
 5000     1   501 Sat Nov  7 08:00:00 2026     /Applications/Cursor.app/Contents/MacOS/Cursor
  300     1    -2 Fri Nov 20 06:00:05 2026     /usr/sbin/mDNSResponder
`;

/** Documented: ps(1) of macOS, keyword command: "command and arguments". */
export const PS_COMMAND = 'node --no-warnings /Users/jo/tools/assistant/cli.mjs --token letmein\n';

/**
 * Documented: netstat(1) of macOS ("Address formats are of the form host.port"), and for the columns the answer "How can I
 * list my open network ports with netstat?", https://apple.stackexchange.com/questions/117644
 */
export const DARWIN_NETSTAT = `Active Internet connections (including servers)
Proto Recv-Q Send-Q  Local Address          Foreign Address        (state)
tcp4       0      0  127.0.0.1.52044        127.0.0.1.4283         ESTABLISHED
tcp4       0      0  127.0.0.1.51004        *.*                    LISTEN
tcp6       0      0  ::1.51004              *.*                    LISTEN
tcp46      0      0  *.8080                 *.*                    LISTEN
tcp4       0      0  *.62981                *.*                    LISTEN
`;

/**
 * Documented: Microsoft Learn, netstat (-a all connections and listening ports, -n numerical, -o the process), and for the
 * columns "Netstat for Beginners", https://learn.microsoft.com/archive/technet-wiki/30571.netstat-for-beginners
 */
export const WINDOWS_NETSTAT = `
Active Connections

  Proto  Local Address          Foreign Address        State           PID
  TCP    0.0.0.0:135            0.0.0.0:0              LISTENING       1140
  TCP    127.0.0.1:51004        0.0.0.0:0              LISTENING       4711
  TCP    127.0.0.1:51004        127.0.0.1:60000        ESTABLISHED     4711
  TCP    127.0.0.1:52044        127.0.0.1:4283         ESTABLISHED     4711
  TCP    127.0.0.1:4283         127.0.0.1:52044        ESTABLISHED     9000
  TCP    127.0.0.1:52046        127.0.0.1:4283         TIME_WAIT       0
  TCP    [::1]:52045            [::1]:4283             ESTABLISHED     5000
  TCP    [::1]:51004            [::]:0                 LISTENING       5000
  TCP    [fe80::1%12]:8080      [::]:0                 LISTENING       5000
  UDP    0.0.0.0:5353           *:*                                    2200
`.replaceAll('\n', '\r\n');

/** Documented: the same page in another language of Windows, where the names of the states are translated, some as two words. */
export const WINDOWS_NETSTAT_TRANSLATED =
  '  TCP    127.0.0.1:51004        0.0.0.0:0              ABHÖREN         4711\r\n  TCP    127.0.0.1:52044        127.0.0.1:4283         CONEXÃO ABERTA  4711\r\n';

const SID = 'S-1-5-21-1004336348-1177238915-682003330-1001';

/**
 * Documented: Microsoft Learn, Win32_Process (ProcessId and ParentProcessId uint32, Name, ExecutablePath, CommandLine,
 * CreationDate; GetOwnerSid), ConvertTo-Json, and DateTime.ToFileTimeUtc; the security identifiers are those of
 * "Security identifiers". https://learn.microsoft.com/windows/win32/cimwin32prov/win32-process
 */
export const WINDOWS_PROCESSES = JSON.stringify({
  own: SID,
  processes: [
    { pid: 4, parent: 0, name: 'System', path: null, started: '134080000000000000', sid: null, command: null },
    { pid: 640, parent: 500, name: 'explorer.exe', path: 'C:\\Windows\\explorer.exe', started: '134080000100000000', sid: null, command: null },
    {
      pid: 700,
      parent: 640,
      name: 'Code.exe',
      path: 'C:\\Program Files\\Microsoft VS Code\\Code.exe',
      started: '134080000200000000',
      sid: null,
      command: null,
    },
    { pid: 710, parent: 700, name: 'cmd.exe', path: 'C:\\Windows\\System32\\cmd.exe', started: '134080000300000000', sid: null, command: null },
    {
      pid: 4711,
      parent: 710,
      name: 'node.exe',
      path: 'C:\\Program Files\\nodejs\\node.exe',
      started: '134080000400000000',
      sid: SID,
      command: '"C:\\Program Files\\nodejs\\node.exe" "C:\\Program Files\\assistant\\main.mjs" --token letmein',
    },
    { pid: 5000, parent: 4711, name: 'service.exe', path: null, started: '134080000500000000', sid: 'S-1-5-18', command: null },
    { pid: 6000, parent: 7, name: 'theirs.exe', path: null, started: null, sid: 'S-1-5-21-1004336348-1177238915-682003330-1002', command: null },
  ],
});
