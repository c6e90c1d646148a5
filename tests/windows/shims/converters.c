/* icuuc.dll, which Windows has had since 10 1703 and Wine 8 has not. Qt asks it for old code pages only: there are none. */
#include <windows.h>

enum { NO_CONVERTER = 2 };

__declspec(dllexport) void *ucnv_open(const char *name, int *status) { *status = NO_CONVERTER; return NULL; }
__declspec(dllexport) void ucnv_close(void *converter) {}
__declspec(dllexport) void ucnv_reset(void *converter) {}
__declspec(dllexport) signed char ucnv_getMaxCharSize(void *converter) { return 1; }
__declspec(dllexport) const char *ucnv_getName(void *converter, int *status) { *status = NO_CONVERTER; return NULL; }
__declspec(dllexport) const char *ucnv_getStandardName(const char *name, const char *standard, int *status)
{
    *status = NO_CONVERTER;
    return NULL;
}
__declspec(dllexport) int ucnv_countAvailable(void) { return 0; }
__declspec(dllexport) const char *ucnv_getAvailableName(int number) { return NULL; }
__declspec(dllexport) void ucnv_getToUCallBack(void *converter, void **action, void **context) { *action = *context = NULL; }
__declspec(dllexport) void ucnv_getFromUCallBack(void *converter, void **action, void **context) { *action = *context = NULL; }
__declspec(dllexport) void ucnv_setToUCallBack(void *c, void *n, void *nc, void **o, void **oc, int *status) {}
__declspec(dllexport) void ucnv_setFromUCallBack(void *c, void *n, void *nc, void **o, void **oc, int *status) {}
__declspec(dllexport) void UCNV_FROM_U_CALLBACK_SUBSTITUTE(void) {}
__declspec(dllexport) void UCNV_TO_U_CALLBACK_SUBSTITUTE(void) {}
__declspec(dllexport) void ucnv_cbToUWriteUChars(void *a, const WCHAR *s, int length, int offset, int *status) {}
__declspec(dllexport) void ucnv_cbFromUWriteUChars(void *a, const WCHAR **s, const WCHAR *end, int offset, int *status) {}
__declspec(dllexport) int ucnv_toUCountPending(void *converter, int *status) { return 0; }
__declspec(dllexport) int ucnv_fromUCountPending(void *converter, int *status) { return 0; }
__declspec(dllexport) void ucnv_toUnicode(void *c, WCHAR **t, const WCHAR *te, const char **s, const char *se, int *offsets,
                                          signed char flush, int *status) { *status = NO_CONVERTER; }
__declspec(dllexport) void ucnv_fromUnicode(void *c, char **t, const char *te, const WCHAR **s, const WCHAR *se, int *offsets,
                                            signed char flush, int *status) { *status = NO_CONVERTER; }

BOOL WINAPI loaded(HINSTANCE self, DWORD reason, void *reserved) { return TRUE; }
