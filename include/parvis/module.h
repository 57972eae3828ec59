/* SPDX-License-Identifier: EUPL-1.2 */
/* Parts of a program that are loaded when they are needed, so that a kiosk without a camera and a
 * server that draws nothing do not carry their libraries. */
#ifndef PARVIS_MODULE_H
#define PARVIS_MODULE_H

/* Loads a module ("parvis-camera.so"), which lies beside the program in a build and in
 * ../lib/parvis once installed. It stays until the process ends: what it uses (Pango, for one)
 * keeps state that cannot be unloaded. The handle is for dlsym(3). NULL: the log says why. */
void *module_load(const char *file);

#endif
