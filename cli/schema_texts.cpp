#include "schema_texts.hpp"

namespace myatlas::cli {

namespace {

constexpr SchemaText k_schema_texts[] = {
#include "schemas.inc"
};

} // namespace

std::span<const SchemaText> all_schema_texts()
{
  return k_schema_texts;
}

} // namespace myatlas::cli
