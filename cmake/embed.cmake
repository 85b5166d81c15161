# Puts files into the program, so that it needs nothing beside itself at run time: tidegate_embed(target files...).
# Names are paths relative to the repository: "rulepacks/cn/pack.json".
function(tidegate_embed target)
  set(blocks "")
  set(table "")
  set(count 0)
  foreach(file ${ARGN})
    file(RELATIVE_PATH name ${PROJECT_SOURCE_DIR} ${file})
    string(APPEND blocks
      "extern \"C\" const char tidegate_r${count}_begin[], tidegate_r${count}_end[];\n"
      "asm(\".section .rodata\\n.balign 16\\ntidegate_r${count}_begin:\\n.incbin \\\"${file}\\\"\\ntidegate_r${count}_end:\\n.byte 0\\n.text\\n\");\n")
    string(APPEND table "    {\"${name}\", tidegate_r${count}_begin, tidegate_r${count}_end},\n")
    math(EXPR count "${count} + 1")
  endforeach()
  set(source "#include <array>\n\n#include \"tidegate/gate/resources.h\"\n\n${blocks}\nnamespace tidegate {\nnamespace {\nconst std::array<Resource, ${count}> kResources{{\n${table}}};\n}  // namespace\nstd::span<const Resource> resources() { return kResources; }\n}  // namespace tidegate\n")
  set(out ${CMAKE_CURRENT_BINARY_DIR}/${target}_resources.cc)
  file(CONFIGURE OUTPUT ${out} CONTENT "${source}" @ONLY)
  set_source_files_properties(${out} PROPERTIES OBJECT_DEPENDS "${ARGN}" COMPILE_OPTIONS "-Wno-overlength-strings")
  target_sources(${target} PRIVATE ${out})
endfunction()
