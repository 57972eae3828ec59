/* SPDX-License-Identifier: EUPL-1.2 */
/* The version of both programs. Its one source is project(… VERSION …) in the top CMakeLists.txt;
 * --version, /healthz, the kiosks' heartbeats and the pages all show it from there. */
#ifndef PARVIS_VERSION_H
#define PARVIS_VERSION_H

/* "0.1.0": numbers by semantic versioning. Never NULL; static storage. */
const char *parvis_version(void);

#endif
