# Sources compiled together, a batch as one file: their headers are read once a batch and not once a file, a quarter of the work (docs/decisions/0040-batches.md).
# Off, each file is compiled alone, which finds a missing #include.
option(TIDEGATE_BATCHES "compile sources in batches: quicker, but a missing #include goes unnoticed" OFF)
set(TIDEGATE_BATCH 16)  # files at most: more saves little and holds more memory

if(TIDEGATE_BATCHES)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
endif()

# Sets OUT to what a target NAME compiles for SOURCES: batches of them, or themselves.
function(tidegate_batches out name)
  set(sources ${ARGN})
  if(TIDEGATE_BATCHES AND sources)
    # Who may stand in one batch with whom is told by what they say.
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/cmake/batches.py ${sources})
    set(names)
    foreach(source ${sources})
      file(RELATIVE_PATH source ${PROJECT_SOURCE_DIR} ${source})
      list(APPEND names ${source})
    endforeach()
    execute_process(COMMAND ${Python3_EXECUTABLE} cmake/batches.py ${TIDEGATE_BATCH} ${names} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR}
      OUTPUT_VARIABLE batches OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
    # By the root's own names: the compiler cache finds a batch again in another clone.
    string(REGEX REPLACE "([^;\n]+);?" "#include \"\\1\"\n" text "${batches}")
    string(REPLACE "\n\n" ";" texts "${text}")
    set(sources)
    set(number 0)
    foreach(text ${texts})
      math(EXPR number "${number} + 1")
      set(file ${CMAKE_CURRENT_BINARY_DIR}/batches/${name}_${number}.cc)
      string(STRIP "${text}" text)
      file(CONFIGURE OUTPUT ${file} CONTENT "${text}\n" @ONLY)
      list(APPEND sources ${file})
    endforeach()
  endif()
  set(${out} ${sources} PARENT_SCOPE)
endfunction()
