#pragma once

#include <string_view>
#include <vector>

#include "domain/values/finding.hpp"
#include "formats/json/json.hpp"
#include "operations/outcomes.hpp"

namespace myatlas::operations {

// What is in an invoice as data, and what is wrong with it. Of a file alone: no store is asked.
struct InspectedInvoice
{
  formats::Json document; // "myatlas/e-invoice/1"
  std::vector<domain::Finding> findings;

  bool is_wrong() const;
};

Result<InspectedInvoice> inspect_invoice(std::string_view bytes); // as read_einvoice

} // namespace myatlas::operations
