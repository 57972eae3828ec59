# SPDX-License-Identifier: EUPL-1.2
# What makes a memory fault in the released programs end them instead of serving who provokes it:
# the OpenSSF's list, "Compiler Options Hardening Guide for C and C++". Absent of it: -Werror outside
# of our own builds, as a newer compiler's warning must not stop who builds at a venue; -fexceptions,
# as no C++ calls back into C; -Wl,-z,nodlopen, as the kiosk loads its own modules.
set(CMAKE_C_FLAGS_RELEASE "-O3") # without NDEBUG: assertions that guard memory stay
set(CMAKE_CXX_FLAGS_RELEASE "-O3")
set(CMAKE_ASM_FLAGS_RELEASE "")
add_compile_options(-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -fstack-protector-strong
                    -fstack-clash-protection -ftrivial-auto-var-init=zero -ffunction-sections)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
  add_compile_options(-fcf-protection=full)
  # Debian's start files carry no such mark, and one object without it takes it from the whole.
  add_link_options(-Wl,-z,ibt -Wl,-z,shstk)
elseif(CMAKE_SYSTEM_PROCESSOR MATCHES "aarch64|arm64")
  add_compile_options(-mbranch-protection=standard)
endif()
add_link_options(-Wl,--as-needed -Wl,--gc-sections -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack)
