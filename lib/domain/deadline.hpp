#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/declaration.hpp"
#include "domain/request_rules.hpp"

namespace myatlas::domain {

// What is due, and by when (reference/domain 5.3).
enum class DeadlineKind
{
  send_request,    // a draft: the eve of its start; a contract: five days after it, working days for apprenticeship
  answer_request,  // found incomplete: the eve of its start (the product's own)
  decide_request,  // the OPCO's answer on a contract: twenty calendar days from when it was complete (D6224-2)
  last_invoice,    // invoice and certificate of a contract: four months after its end (décret 2025-585)
  declare,         // contributions of a branch: before 1 March
  pay_declaration,
};

struct Deadline
{
  Date day = Date::of_days(0);
  DeadlineKind kind = DeadlineKind::declare;
  std::string subject; // number of the dossier or declaration, or SIREN
  std::string label;   // title of the training, name of the company
};

// Days of a dossier that its request does not hold.
struct DossierDates
{
  std::optional<Date> complete;     // was sent, or completed since
  std::optional<Date> last_invoice; // of its contract: last_day_to_invoice
};

std::vector<Deadline> deadlines_of(const FundingRequest& request, const DossierDates& dates, Zone zone);

std::optional<Deadline> deadline_of(const Declaration& declaration); // of one that is a draft or not paid

const char* to_text(DeadlineKind kind);

} // namespace myatlas::domain
