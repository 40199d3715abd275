#include "CCurl.h"

#include <dlfcn.h>

/* The name that libcurl has had since 7.16; what a version is too old for is missed here, or refused as an option. */
static const char *const library_name = "libcurl.so.4";

/* What is called of libcurl, each with the type that curl.h declares. */
#define FUNCTIONS(FUNCTION)                                                                                            \
  FUNCTION(curl_global_init)                                                                                           \
  FUNCTION(curl_easy_init)                                                                                             \
  FUNCTION(curl_easy_cleanup)                                                                                          \
  FUNCTION(curl_easy_perform)                                                                                          \
  FUNCTION(curl_easy_strerror)                                                                                         \
  FUNCTION(curl_easy_setopt)                                                                                           \
  FUNCTION(curl_easy_getinfo)                                                                                          \
  FUNCTION(curl_slist_append)                                                                                          \
  FUNCTION(curl_slist_free_all)                                                                                        \
  FUNCTION(curl_url)                                                                                                   \
  FUNCTION(curl_url_cleanup)                                                                                           \
  FUNCTION(curl_url_set)                                                                                               \
  FUNCTION(curl_url_get)                                                                                               \
  FUNCTION(curl_free)

#define MEMBER(name) __typeof__(name) *name;
static struct { FUNCTIONS(MEMBER) } loaded;

const char *ccurl_load(void) {
  /* Never closed: libcurl and its libraries keep state for as long as the process lives. */
  void *library = dlopen(library_name, RTLD_NOW | RTLD_LOCAL);
  if (!library) return dlerror();
#define FIND(name)                                                                                                     \
  loaded.name = (__typeof__(name) *)dlsym(library, #name);                                                             \
  if (!loaded.name) return dlerror();
  FUNCTIONS(FIND)
  CURLcode code = loaded.curl_global_init(CURL_GLOBAL_ALL);
  return code == CURLE_OK ? NULL : loaded.curl_easy_strerror(code);
}

CURL *ccurl_easy_init(void) { return loaded.curl_easy_init(); }
void ccurl_easy_cleanup(CURL *handle) { loaded.curl_easy_cleanup(handle); }
CURLcode ccurl_easy_perform(CURL *handle) { return loaded.curl_easy_perform(handle); }
const char *ccurl_easy_strerror(CURLcode code) { return loaded.curl_easy_strerror(code); }

struct curl_slist *ccurl_slist_append(struct curl_slist *list, const char *text) {
  return loaded.curl_slist_append(list, text);
}
void ccurl_slist_free_all(struct curl_slist *list) { loaded.curl_slist_free_all(list); }

CURLU *ccurl_url(void) { return loaded.curl_url(); }
void ccurl_url_cleanup(CURLU *url) { loaded.curl_url_cleanup(url); }
CURLUcode ccurl_url_set(CURLU *url, CURLUPart part, const char *text, unsigned int flags) {
  return loaded.curl_url_set(url, part, text, flags);
}
CURLUcode ccurl_url_get(CURLU *url, CURLUPart part, char **text, unsigned int flags) {
  return loaded.curl_url_get(url, part, text, flags);
}
void ccurl_free(void *text) { loaded.curl_free(text); }

CURLcode ccurl_set_long(CURL *handle, CURLoption option, long value) {
  return loaded.curl_easy_setopt(handle, option, value);
}
CURLcode ccurl_set_offset(CURL *handle, CURLoption option, curl_off_t value) {
  return loaded.curl_easy_setopt(handle, option, value);
}
CURLcode ccurl_set_string(CURL *handle, CURLoption option, const char *value) {
  return loaded.curl_easy_setopt(handle, option, value);
}
CURLcode ccurl_set_pointer(CURL *handle, CURLoption option, void *value) {
  return loaded.curl_easy_setopt(handle, option, value);
}
CURLcode ccurl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
  return loaded.curl_easy_setopt(handle, option, value);
}
CURLcode ccurl_set_url(CURL *handle, CURLU *value) { return loaded.curl_easy_setopt(handle, CURLOPT_CURLU, value); }

CURLcode ccurl_set_blob(CURL *handle, CURLoption option, const void *bytes, size_t count) {
  struct curl_blob blob = {(void *)bytes, count, CURL_BLOB_COPY};
  return loaded.curl_easy_setopt(handle, option, &blob);
}

CURLcode ccurl_set_transfer_function(CURL *handle, CURLoption option, ccurl_transfer_function function) {
  return loaded.curl_easy_setopt(handle, option, function);
}
CURLcode ccurl_set_seek_function(CURL *handle, curl_seek_callback function) {
  return loaded.curl_easy_setopt(handle, CURLOPT_SEEKFUNCTION, function);
}
CURLcode ccurl_set_before_request_function(CURL *handle, curl_prereq_callback function) {
  return loaded.curl_easy_setopt(handle, CURLOPT_PREREQFUNCTION, function);
}

CURLcode ccurl_get_long(CURL *handle, CURLINFO information, long *value) {
  return loaded.curl_easy_getinfo(handle, information, value);
}
CURLcode ccurl_get_offset(CURL *handle, CURLINFO information, curl_off_t *value) {
  return loaded.curl_easy_getinfo(handle, information, value);
}
CURLcode ccurl_get_socket(CURL *handle, curl_socket_t *value) {
  return loaded.curl_easy_getinfo(handle, CURLINFO_ACTIVESOCKET, value);
}
