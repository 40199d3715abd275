#pragma once

/* Of curl.h, types and constants: its functions are called by the names below, once the library is loaded. */
#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

/*
 * libcurl, loaded when it is first asked for: it brings two dozen libraries of its own, which would be a third of the
 * start of every command, and most commands send nothing. ccurl_load must have succeeded before anything else is called.
 *
 * Swift can't call C variadics, and curl_easy_setopt is one: here is one function for each type of option and of
 * information that the room Curl uses. Nothing else belongs in this header.
 */

/* Loads libcurl and initialises it. Returns NULL, or why it can't be used; the text lasts until the thread's next call. */
const char *ccurl_load(void);

CURL *ccurl_easy_init(void);
void ccurl_easy_cleanup(CURL *handle);
CURLcode ccurl_easy_perform(CURL *handle);
const char *ccurl_easy_strerror(CURLcode code);

struct curl_slist *ccurl_slist_append(struct curl_slist *list, const char *text);
void ccurl_slist_free_all(struct curl_slist *list);

CURLU *ccurl_url(void);
void ccurl_url_cleanup(CURLU *url);
CURLUcode ccurl_url_set(CURLU *url, CURLUPart part, const char *text, unsigned int flags);
/* The text is the caller's, to be given to ccurl_free. */
CURLUcode ccurl_url_get(CURLU *url, CURLUPart part, char **text, unsigned int flags);
void ccurl_free(void *text);

CURLcode ccurl_set_long(CURL *handle, CURLoption option, long value);
CURLcode ccurl_set_offset(CURL *handle, CURLoption option, curl_off_t value);
CURLcode ccurl_set_string(CURL *handle, CURLoption option, const char *value);
CURLcode ccurl_set_pointer(CURL *handle, CURLoption option, void *value);
CURLcode ccurl_set_list(CURL *handle, CURLoption option, struct curl_slist *value);
CURLcode ccurl_set_url(CURL *handle, CURLU *value);

/* libcurl copies the bytes (CURL_BLOB_COPY). */
CURLcode ccurl_set_blob(CURL *handle, CURLoption option, const void *bytes, size_t count);

/* CURLOPT_READFUNCTION, CURLOPT_WRITEFUNCTION and CURLOPT_HEADERFUNCTION share this shape. */
typedef size_t (*ccurl_transfer_function)(char *bytes, size_t size, size_t count, void *context);

CURLcode ccurl_set_transfer_function(CURL *handle, CURLoption option, ccurl_transfer_function function);
CURLcode ccurl_set_seek_function(CURL *handle, curl_seek_callback function);
CURLcode ccurl_set_before_request_function(CURL *handle, curl_prereq_callback function);

CURLcode ccurl_get_long(CURL *handle, CURLINFO information, long *value);
CURLcode ccurl_get_offset(CURL *handle, CURLINFO information, curl_off_t *value);
CURLcode ccurl_get_socket(CURL *handle, curl_socket_t *value);
