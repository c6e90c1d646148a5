/* wfapi64.dll as on a desktop that Citrix shows on another computer's screen: Windows says 0, Citrix' agent 1. */
#include <windows.h>

BOOL WINAPI loaded(HINSTANCE library, DWORD reason, LPVOID reserved)
{
    return TRUE;
}

__declspec(dllexport) int WINAPI WFGetActiveProtocol(DWORD session)
{
    return session == (DWORD)-1;
}
