; Removing the till while this PC holds sales that the server does not have: ask first.
; The program keeps the file `unsent` in its data folder for as long as there are any.
!macro customUnInit
  IfFileExists "$LOCALAPPDATA\Second Chance\unsent" 0 +3
    MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "This PC holds sales that the server does not have yet. Open the till with a network first, until it says that all sales are sent. The file with the sales stays on this PC in any case.$\r$\n$\r$\nRemove the program all the same?" /SD IDYES IDYES +2
    Abort
!macroend
