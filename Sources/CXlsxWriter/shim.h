#pragma once
#include <xlsxwriter.h>

/*
 * The list of a validation is `char **` in some versions of the library and `const char **` in others, and its constants
 * are nameless enumerations: here is the one call that the room Bridge makes of them.
 */

/* Offers the values of a NULL-terminated list in every cell below a column's heading; others are taken after a warning. */
static inline lxw_error cxlsxwriter_offer(lxw_worksheet *worksheet, lxw_col_t column, char **list) {
  lxw_data_validation validation = {0};
  validation.validate = LXW_VALIDATION_TYPE_LIST;
  validation.value_list = (void *)list;
  validation.error_type = LXW_VALIDATION_ERROR_TYPE_WARNING;
  return worksheet_data_validation_range(worksheet, 1, column, LXW_ROW_MAX - 1, column, &validation);
}
