#include "services/contributions/dsn_files.hpp"

#include "formats/dsn/dsn.hpp"
#include "services/context.hpp"
#include "store/tables/declarations.hpp"
#include "util/try.hpp"

namespace myatlas::services {

namespace {

using Declarations = std::vector<formats::DsnDeclaration>;

Result<Declarations> declarations_in(const std::string& name, const TextOfFile& text_of)
{
  TRY_ASSIGN(const std::string text, text_of(name));
  return formats::read_dsn(text, name);
}

// Those of one file; `sending` is its place among all.
void append(Declarations& all, Declarations read, std::size_t sending)
{
  for (formats::DsnDeclaration& declaration : read) {
    declaration.sending = sending;
    all.push_back(std::move(declaration));
  }
}

} // namespace

Result<Declarations> read_dsn_files(const std::vector<std::string>& names,
                                    const TextOfFile& text_of)
{
  Errors problems;
  Declarations all;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (auto read = util::collect(declarations_in(names[i], text_of), problems)) {
      append(all, *std::move(read), i);
    }
  }
  return util::or_problems(std::move(all), problems);
}

} // namespace myatlas::services
