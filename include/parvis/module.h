/* SPDX-License-Identifier: EUPL-1.2 */
/* Parts of a program that are loaded when first needed, so that a kiosk without a camera and a
 * server that draws nothing do not hold their libraries in memory. */
#ifndef PARVIS_MODULE_H
#define PARVIS_MODULE_H

/* Loads a module ("parvis-camera.so"), which lies beside the program in a build and in
 * ../lib/parvis once installed. It stays loaded until the process ends: libraries such as Pango
 * keep state that cannot be unloaded. The handle is for dlsym(3). NULL: the log says why. */
void *module_load(const char *file);

#endif
