#pragma once

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

} // namespace myatlas::domain
