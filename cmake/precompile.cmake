# Common headers, precompiled once for all rooms and once for all tests, with clang alone. CMake's own precompiled headers are one a target and are named by
# absolute path, which the compiler cache takes for another command in each clone: there nothing compiled before was found again.
option(TIDEGATE_PRECOMPILE "precompile common headers (clang): quicker, but a missing #include goes unnoticed" OFF)

# Makes precompiled/NAME.pch of HEADERS with the flags of every target and FLAGS. Beside it stands the sum of its preprocessed text, which the compiler cache
# asks in place of the file itself: that differs from clone to clone.
function(tidegate_precompile name flags)
  if(NOT TIDEGATE_PRECOMPILE)
    return()
  endif()
  if(NOT CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    message(FATAL_ERROR "TIDEGATE_PRECOMPILE needs clang")
  endif()
  set(folder ${CMAKE_BINARY_DIR}/precompiled)
  list(TRANSFORM ARGN PREPEND "#include " OUTPUT_VARIABLE lines)
  list(JOIN lines "\n" text)
  file(CONFIGURE OUTPUT ${folder}/${name}.h CONTENT "${text}\n" @ONLY)
  string(TOUPPER "${CMAKE_BUILD_TYPE}" kind)
  separate_arguments(common UNIX_COMMAND "${CMAKE_CXX_FLAGS} ${CMAKE_CXX_FLAGS_${kind}} ${CMAKE_CXX20_STANDARD_COMPILE_OPTION}")
  get_directory_property(options COMPILE_OPTIONS)
  set(command ${CMAKE_CXX_COMPILER} ${common} ${options} ${flags} -DFMT_SHARED -x c++-header precompiled/${name}.h)
  add_custom_command(OUTPUT ${folder}/${name}.pch
    COMMAND sh -c "\"$@\" -E -P | sha256sum > precompiled/${name}.pch.sum" sh ${command}
    COMMAND ${command} -Xclang -fno-pch-timestamp -fpch-instantiate-templates -MD -MT precompiled/${name}.pch -MF precompiled/${name}.d -o precompiled/${name}.pch
    WORKING_DIRECTORY ${CMAKE_BINARY_DIR} DEPENDS ${folder}/${name}.h DEPFILE ${folder}/${name}.d VERBATIM COMMENT "Precompiling ${name}.h")
  add_custom_target(precompiled_${name} DEPENDS ${folder}/${name}.pch)
endfunction()

# Compiles SOURCES of TARGET with precompiled/NAME.pch.
function(tidegate_use_precompiled target name)
  if(TIDEGATE_PRECOMPILE)
    target_compile_options(${target} PRIVATE "SHELL:-include-pch precompiled/${name}.pch")
    set_source_files_properties(${ARGN} PROPERTIES OBJECT_DEPENDS ${CMAKE_BINARY_DIR}/precompiled/${name}.pch)
  endif()
endfunction()
