/* A libcurl that goes nowhere: it writes down what it is set to and what of the environment a TLS library would see, and may refuse the
 * n-th setting. FAKE_CURL_LOG names the file, FAKE_CURL_REFUSE the n. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

typedef int CURLcode;
enum { OK = 0, COULD_NOT_CONNECT = 7, OUT_OF_MEMORY = 27, POINTERS = 10000, FUNCTIONS = 20000, OFFSETS = 30000 };

static int settings;

static void note(const char* what, long option, const char* value)
{
  FILE* log = fopen(getenv("FAKE_CURL_LOG"), "a");
  fprintf(log, "%s %ld %s\n", what, option, value == NULL ? "(null)" : value);
  fclose(log);
}

static CURLcode refused(void)
{
  const char* which = getenv("FAKE_CURL_REFUSE");
  ++settings;
  return which != NULL && atoi(which) == settings ? OUT_OF_MEMORY : OK;
}

void* curl_easy_init(void) { return &settings; }
void curl_easy_cleanup(void* handle) { (void)handle; }
void curl_easy_reset(void* handle) { (void)handle; }

CURLcode curl_easy_setopt(void* handle, int option, ...)
{
  (void)handle;
  va_list values;
  va_start(values, option);
  const int texts[] = {10002, 10065, 10097, 10246, 10247, 10318}; /* URL, CAINFO, CAPATH, those of a proxy, PROTOCOLS_STR */
  const char* value = "";
  for (unsigned i = 0; i < sizeof texts / sizeof *texts; ++i) {
    if (texts[i] == option) {
      value = va_arg(values, const char*);
    }
  }
  va_end(values);
  note("set", option, value);
  return refused();
}

CURLcode curl_easy_getinfo(void* handle, int info, ...)
{
  (void)handle, (void)info;
  return COULD_NOT_CONNECT;
}

CURLcode curl_easy_perform(void* handle)
{
  (void)handle;
  const char* keys = getenv("SSLKEYLOGFILE");
  note("perform", 0, keys == NULL ? "no key log" : keys);
  return COULD_NOT_CONNECT;
}

const char* curl_easy_strerror(CURLcode code) { return code == OK ? "well" : "not well"; }
void* curl_slist_append(void* list, const char* text) { (void)list, (void)text; return &settings; }
void curl_slist_free_all(void* list) { (void)list; }
void* curl_mime_init(void* handle) { (void)handle; return &settings; }
void curl_mime_free(void* form) { (void)form; }
void* curl_mime_addpart(void* form) { (void)form; return &settings; }
CURLcode curl_mime_name(void* part, const char* name) { (void)part, (void)name; return refused(); }
CURLcode curl_mime_data(void* part, const char* data, size_t size) { (void)part, (void)data, (void)size; return refused(); }
CURLcode curl_mime_type(void* part, const char* type) { (void)part, (void)type; return refused(); }
CURLcode curl_mime_filename(void* part, const char* name) { (void)part, (void)name; return refused(); }
CURLcode curl_mime_encoder(void* part, const char* encoder) { (void)part, (void)encoder; return refused(); }
CURLcode curl_mime_subparts(void* part, void* form) { (void)part, (void)form; return refused(); }
CURLcode curl_mime_headers(void* part, void* list, int take) { (void)part, (void)list, (void)take; return refused(); }
