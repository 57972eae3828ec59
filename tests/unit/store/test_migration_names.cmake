# SPDX-License-Identifier: EUPL-1.2
# The build's own check of the migrations' numbers, run on folders made here.
# cmake -DSCRIPT=<migrations.cmake> -DSCRATCH=<a folder to make> -P test_migration_names.cmake

# names(EXPECTED file …): what the check says of a folder with these files; EXPECTED "" : it is content.
function(names expected)
  file(REMOVE_RECURSE ${SCRATCH})
  foreach(name ${ARGN})
    file(WRITE ${SCRATCH}/${name} "SELECT 1;\n")
  endforeach()
  execute_process(COMMAND ${CMAKE_COMMAND} -DFOLDER=${SCRATCH} -P ${SCRIPT}
                  RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE error)
  string(REGEX REPLACE "[ \n]+" " " error "${error}") # CMake breaks its lines
  if(expected STREQUAL "")
    if(NOT result EQUAL 0)
      message(SEND_ERROR "${ARGN}: refused: ${error}")
    endif()
  elseif(result EQUAL 0)
    message(SEND_ERROR "${ARGN}: accepted; expected: ${expected}")
  else()
    string(FIND "${error}" "${expected}" place)
    if(place EQUAL -1)
      message(SEND_ERROR "${ARGN}: says '${error}'; expected: ${expected}")
    endif()
  endif()
  set(output "${output}" PARENT_SCOPE)
endfunction()

names("" 001_a.sql 002_b.sql views.sql)
if(NOT output MATCHES "001_a\\.sql;[^;]*002_b\\.sql\n" OR output MATCHES "views")
  message(SEND_ERROR "the order is wrong: ${output}")
endif()
names("" 001_a.sql 002_b.sql 003_c.sql 004_d.sql 005_e.sql 006_f.sql 007_g.sql 008_h.sql 009_i.sql
      010_j.sql)
names("003_c.sql leaves a gap: migration 2 is missing (the one before it is 001_a.sql)"
      001_a.sql 003_c.sql)
names("010_c.sql leaves a gap: migration 9 is missing" 001_a.sql 002_b.sql 003_c.sql 004_d.sql
      005_e.sql 006_f.sql 007_g.sql 008_h.sql 010_c.sql)
names("002_a.sql leaves a gap: migration 1 is missing" 002_a.sql)
names("002_c.sql has a number that is taken (the one before it is 002_b.sql): give it the next"
      001_a.sql 002_b.sql 002_c.sql 003_d.sql)
foreach(wrong 02_b.sql 0002_b.sql 002-b.sql b.sql 002_B.sql 002_.sql 000_b.sql view.sql)
  names("${wrong} is not a migration's name" 001_a.sql ${wrong})
endforeach()
names("no migration was found" views.sql)
file(REMOVE_RECURSE ${SCRATCH})
