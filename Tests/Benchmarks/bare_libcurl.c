/* Sends prepared requests one after the other on one kept-alive connection and does nothing else: what the wire costs.
 *
 * bare_libcurl ADDRESS CA TOKEN FILE — each line of FILE is `path<TAB>body`. Prints the seconds that the sending took.
 */
#define _GNU_SOURCE
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static size_t count_only(char *bytes, size_t size, size_t count, void *total) {
  (void)bytes;
  *(size_t *)total += size * count;
  return size * count;
}

static double now(void) {
  struct timespec moment;
  clock_gettime(CLOCK_MONOTONIC, &moment);
  return moment.tv_sec + moment.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
  if (argc != 5) return 2;
  curl_global_init(CURL_GLOBAL_DEFAULT);
  CURL *handle = curl_easy_init();
  char text[4096];
  snprintf(text, sizeof text, "Authorization: Bearer %s", argv[3]);
  struct curl_slist *headers = curl_slist_append(NULL, text);
  headers = curl_slist_append(headers, "Content-Type: application/json; charset=UTF-8");
  headers = curl_slist_append(headers, "Accept: application/json");
  headers = curl_slist_append(headers, "Expect:");
  size_t received = 0;
  curl_easy_setopt(handle, CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(handle, CURLOPT_CAINFO, argv[2]);
  curl_easy_setopt(handle, CURLOPT_WRITEFUNCTION, count_only);
  curl_easy_setopt(handle, CURLOPT_WRITEDATA, &received);
  FILE *file = fopen(argv[4], "r");
  if (!file) return 2;
  char *line = NULL;
  size_t capacity = 0;
  ssize_t length;
  long sent = 0, good = 0;
  double started = now();
  while ((length = getline(&line, &capacity, file)) > 0) {
    if (line[length - 1] == '\n') line[--length] = 0;
    char *body = strchr(line, '\t');
    if (!body) return 2;
    *body++ = 0;
    snprintf(text, sizeof text, "%s%s", argv[1], line);
    curl_easy_setopt(handle, CURLOPT_URL, text);
    curl_easy_setopt(handle, CURLOPT_POSTFIELDSIZE, (long)strlen(body));
    curl_easy_setopt(handle, CURLOPT_POSTFIELDS, body);
    long status = 0;
    if (curl_easy_perform(handle) != CURLE_OK) return 1;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    sent++;
    good += status == 200;
  }
  printf("%.6f %ld %ld\n", now() - started, sent, good);
  return good == sent ? 0 : 1;
}
