#pragma once

#include <string>

#include "domain/values/date.hpp"
#include "formats/json/json.hpp"
#include "formats/tables/column_spec.hpp"
#include "formats/tables/table_writer.hpp"
#include "operations/outcomes.hpp"
#include "texts/texts.hpp"

// Files to fill in.
namespace myatlas::operations {

// A kind of file there is a template of: of those that are never imported too. import.kind.
Result<formats::FileKind> template_kind(const std::string& kind);

// What columns a file of that kind has.
formats::Json template_document(formats::FileKind kind);

// Its header and one row as an example, as Excel opens it right.
std::string template_csv(formats::FileKind kind);

// The same as a workbook, whose titles say what belongs below them: as formats::write_template.
Outcome write_template_workbook(const texts::Texts& texts, formats::FileKind kind,
                                util::Instant now, const formats::ByteSink& sink);

// Of a contract there is one document, filled in.
formats::Json sample_contract_document(domain::Date today);

} // namespace myatlas::operations
