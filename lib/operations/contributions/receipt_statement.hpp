#pragma once

#include "formats/json/json.hpp"
#include "formats/pdf/statement_pdf.hpp"
#include "texts/texts.hpp"

namespace myatlas::operations {

// A receipt in full discharge (schemas/receipt.v1.json) as it is printed.
formats::Statement receipt_statement(const texts::Texts& texts, const formats::Json& receipt);

} // namespace myatlas::operations
