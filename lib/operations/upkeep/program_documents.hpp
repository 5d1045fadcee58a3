#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "formats/json/json.hpp"
#include "operations/operation.hpp"

// What the program tells of itself and of the place it runs in.
namespace myatlas::operations {

struct SettingTold
{
  std::string_view key;
  std::string value, origin;
};
formats::Json settings_document(const std::vector<SettingTold>& settings);

// One that was written; without a value it was taken out.
formats::Json setting_document(const std::string& file, const SettingTold& setting);

// What is in the program.
struct LibraryTold
{
  std::string_view name;
  std::string version;
};

// The engine of a store that is a file.
LibraryTold engine_of_stores();

struct Build
{
  std::string_view version, compiler, build;
  std::vector<LibraryTold> libraries = {};
};

enum class Tables
{
  left_out, // they are dear to read
  told,
};
formats::Json version_document(const Build& build, Tables tables);

// What makes the roles of a store on a server.
std::string_view sql_of_roles();

formats::Json schemas_document(const std::vector<std::string>& names);
// The schemas of what a command answers: those of its operation, else by their short names,
// "rates-shown/1|rates-checked/1".
formats::Json answers_document(const Operation* operation, std::string_view names);
formats::Json commands_document(std::string_view version, const formats::Json& commands,
                                const formats::Json& common_options);

} // namespace myatlas::operations
