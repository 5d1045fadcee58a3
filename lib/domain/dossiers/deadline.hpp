#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/contributions/declaration.hpp"
#include "domain/dossiers/request_rules.hpp"

namespace myatlas::domain {

// What is due, and by when (doc/sources/deadlines.md).
enum class DeadlineKind
{
  send_request,   // a draft: the eve of its start; a contract: five days after it, working days for
                  // apprenticeship
  answer_request, // found incomplete: the eve of its start (the product's own)
  decide_request, // the OPCO's answer on a contract: twenty calendar days from when it was complete
                  // (D6224-2)
  last_invoice,   // invoice and certificate of a contract: four months after its end (décret
                  // 2025-585)
  open_instalment, // of a contract, not invoiced yet: may be from this day on, which is never too
                   // late
  pay_invoice,     // of the first instalment: the OPCO pays within thirty days
                   // (doc/sources/deadlines.md)
  declare,         // contributions of a branch: before 1 March
  pay_declaration,
};

struct Deadline
{
  Date day = Date::of_days(0);
  DeadlineKind kind = DeadlineKind::declare;
  std::string subject;      // number of the dossier or declaration, or SIREN
  std::string label;        // title of the training, name of the company
  Zone zone = Zone::france; // whose public holidays count

  bool is_eve = false; // of the start: a later day would be too late
  std::string company = {}, trainee = {},
              reference = {};      // what else people know it by; empty: not known
  std::optional<Siren> siren = {}; // of that company

  bool is_overdue(Date today) const { return kind != DeadlineKind::open_instalment && day < today; }
  std::optional<Date> next_working_day()
    const; // where the day itself is none: the law's day stays, and offices open on this one
};

// Days of a dossier that its request does not hold.
struct DossierDates
{
  std::optional<Date> complete; // was sent, or completed since
  std::optional<Date>
    last_invoice; // of its contract: last_day_to_invoice; none when all is invoiced
};

std::vector<Deadline> deadlines_of(const FundingRequest& request, const DossierDates& dates,
                                   Zone zone);

std::optional<Deadline>
deadline_of(const Declaration& declaration); // of one that is a draft or not paid

const char* to_text(DeadlineKind kind);

} // namespace myatlas::domain
