/* mscms.dll: Qt makes a colour profile of the screen when it starts, which Wine 8 cannot. "None" is an answer it takes. */
#include <windows.h>

void *WINAPI own_WcsCreateIccProfile(void *profile, DWORD options) { SetLastError(ERROR_CALL_NOT_IMPLEMENTED); return NULL; }

BOOL WINAPI loaded(HINSTANCE self, DWORD reason, void *reserved) { return TRUE; }
