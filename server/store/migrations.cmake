# SPDX-License-Identifier: EUPL-1.2
# Migrations are numbered by their files' names: 001_edition.sql makes version 1 of the schema out of
# an empty file, 002_….sql version 2 out of 1, and so on. A number that is missing or taken twice
# would change the versions of the databases that exist, so it ends the build.
#
# As a script, for the tests: cmake -DFOLDER=<folder with SQL files> -P migrations.cmake

# parvis_migrations(ret_files file …): checks the names of all SQL files of schemas/sql (views.sql
# aside) and sets ret_files to the migrations in the order of their numbers.
function(parvis_migrations ret_files)
  set(files ${ARGN})
  list(FILTER files EXCLUDE REGEX "/views\\.sql$")
  list(SORT files) # three digits: the order of the names is that of the numbers
  set(next 1)
  set(before "")
  foreach(file ${files})
    get_filename_component(name ${file} NAME)
    if(NOT name MATCHES "^[0-9][0-9][0-9]_[a-z0-9_]+\\.sql$" OR name MATCHES "^000")
      message(FATAL_ERROR "${name} is not a migration's name: three digits from 001 on, an "
                          "underscore, words in lower case, as in 001_edition.sql")
    endif()
    string(SUBSTRING ${name} 0 3 digits)
    math(EXPR number "1${digits} - 1000") # with a 1 before it, a leading zero makes no octal number
    if(number EQUAL next)
      math(EXPR next "${next} + 1")
    elseif(number LESS next)
      message(FATAL_ERROR "${name} has a number that is taken${before}: give it the next free one")
    else()
      message(FATAL_ERROR "${name} leaves a gap: migration ${next} is missing${before}")
    endif()
    set(before " (the one before it is ${name})")
  endforeach()
  if(next EQUAL 1)
    message(FATAL_ERROR "no migration was found")
  endif()
  set(${ret_files} ${files} PARENT_SCOPE)
endfunction()

if(DEFINED FOLDER AND CMAKE_SCRIPT_MODE_FILE STREQUAL CMAKE_CURRENT_LIST_FILE)
  file(GLOB files ${FOLDER}/*.sql)
  parvis_migrations(ordered ${files})
  message(STATUS "${ordered}")
endif()
