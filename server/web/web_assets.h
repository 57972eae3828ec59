/* SPDX-License-Identifier: EUPL-1.2 */
/* The pages, embedded: build.mjs bundles the sources of this folder and writes the table that this
 * header declares (web_assets.S). All forms are made at build time: the server only sends ready
 * bytes. */
#ifndef PARVIS_WEB_ASSETS_H
#define PARVIS_WEB_ASSETS_H

#include <stddef.h>

/* One file at one address. All pointers are to static memory. */
struct web_asset {
    const char *path;          /* of the URL, as "/screen" or "/assets/screen-1A2B3C4D.js" */
    const char *type;          /* the Content-Type */
    const char *cache_control; /* browsers revalidate pages, and keep hashed assets for a year */
    const char *etag;          /* of the identity form, quoted (RFC 9110 8.8.3) */
    const unsigned char *data; /* the identity form; not NUL-terminated */
    size_t size;               /* bytes in data */
    const unsigned char *gzip; /* the gzip form; NULL where it would not be smaller (fonts) */
    size_t gzip_size;          /* bytes in gzip; 0 without one */
    const char *policy;        /* its own Content-Security-Policy; NULL: the type's */
};

extern const struct web_asset web_assets[];
extern const size_t web_asset_count;

#endif
