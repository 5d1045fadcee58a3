// The shapes of documents and requests, for programs.
#include <string>
#include <string_view>
#include <vector>

#include "commands/upkeep/commands.hpp"
#include "operations/operations.hpp"
#include "operations/upkeep/program_documents.hpp"
#include "output/joined.hpp"
#include "schema_texts.hpp"
#include "session.hpp"
#include "util/text.hpp"
#include "words.hpp"

namespace myatlas::cli {

namespace {

// Of every schema that is printed, those of documents first.
std::vector<std::string> all_names()
{
  std::vector<std::string> names;
  for (const SchemaText& schema : all_schema_texts()) {
    names.emplace_back(schema.name);
  }
  for (const operations::Operation* operation : operations::all()) {
    names.push_back(operations::request_name(*operation) + ".v1");
  }
  return names;
}

std::string names_to_choose()
{
  return joined(all_names(), "|");
}

void bind_schema(CommandLine& line, std::string& name)
{
  line.argument({"NAME", names_to_choose()}, name,
                N_("Schema, as in import-report, or postgres-roles"), Need::none);
}

bool is_named(std::string_view schema, std::string_view name)
{
  return schema == name ||
         (schema.starts_with(name) && schema.substr(name.size()).starts_with(".v"));
}

// By its name, with or without its version; empty: there is none.
std::string find_schema(std::string_view name)
{
  for (const SchemaText& schema : all_schema_texts()) {
    if (is_named(schema.name, name)) {
      return std::string(schema.text);
    }
  }
  for (const operations::Operation* operation : operations::all()) {
    if (is_named(operations::request_name(*operation) + ".v1", name)) {
      return operations::request_schema(*operation).dump(1) + "\n";
    }
  }
  return "";
}

Error unknown_schema(const std::string& name)
{
  std::vector<std::string> names;
  for (const std::string& one : all_names()) {
    names.push_back(one.substr(0, one.find('.')));
  }
  const std::string near = util::nearest(name.substr(0, name.find('.')), names);
  return near.empty() ? Error{"schema.unknown", {name}}
                      : Error{"schema.unknown_nearest", {name, near}};
}

Result<int> list_schemas(Session& session)
{
  return session.show(
    {operations::schemas_document(all_names()), {{"name", N_("Schema")}}, "schemas"});
}

Result<int> run_schema(Session& session, const std::string& name)
{
  if (name == "postgres-roles") {
    say(session.env().out, operations::sql_of_roles());
    return 0;
  }
  if (name.empty()) {
    return list_schemas(session);
  }
  const std::string schema = find_schema(name);
  if (schema.empty()) {
    return unknown_schema(name);
  }
  say(session.env().out, schema);
  return 0;
}

constexpr Example k_schema_examples[] = {
  {N_("The names of the schemas"), "myatlas schema"},
  {N_("The schema of an import report"), "myatlas schema import-report"},
  {N_("Of what may be asked of a list"), "myatlas schema list-requests-request"},
};
} // namespace

const Command k_schema = {
  .name = "schema",
  .group = Group::upkeep,
  .summary = N_("Print the JSON Schema of a result or a file"),
  .description = N_("Every JSON document the program reads or writes names its schema; this prints "
                    "it. What a command asks of a store is NAME-request. Without a name, the "
                    "schemas are listed. postgres-roles is the SQL that "
                    "makes the roles of a store on a server: see myatlas-postgresql(7)."),
  .examples = k_schema_examples,
  .declare = with_options<bind_schema, run_schema>,
  .answers = "schemas/1",
  .bears_wrong_settings = true,
};

} // namespace myatlas::cli
