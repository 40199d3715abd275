#pragma once
#include <libxml/xmlversion.h>

/*
 * Debian's libxml2 was built with ICU, and its headers would bring the system's ICU with them, which contradicts the ICU
 * that Foundation brings. Only the last members of a structure depend on it that nobody here looks into.
 */
#undef LIBXML_ICU_ENABLED

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlreader.h>
#include <libxml/xmlschemas.h>
#include <libxml/xmlschemastypes.h>
