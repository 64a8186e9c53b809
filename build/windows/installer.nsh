; The folder of the `gatehouse` command joins the person's own PATH, and leaves it again.
; A script does it, because an installer's strings are too short for some PATHs.
!macro customInstall
  nsExec::ExecToLog 'powershell.exe -NoProfile -ExecutionPolicy Bypass -File "$INSTDIR\resources\path.ps1" add "$INSTDIR\resources\bin"'
  Pop $0
!macroend

!macro customUnInstall
  ${ifNot} ${isUpdated}
    nsExec::ExecToLog 'powershell.exe -NoProfile -ExecutionPolicy Bypass -File "$INSTDIR\resources\path.ps1" remove "$INSTDIR\resources\bin"'
    Pop $0
  ${endIf}
!macroend
