#include "services/upkeep/verification.hpp"

#include "util/text.hpp"

namespace myatlas::services {

namespace {

constexpr std::size_t k_most_anchor_digits = 18, k_anchor_hash_length = 64;

bool is_anchor(const std::string& text, std::size_t colon)
{
  return colon != std::string::npos && colon != 0 && colon <= k_most_anchor_digits &&
         util::is_digits(text.substr(0, colon)) && text.size() == colon + 1 + k_anchor_hash_length;
}

} // namespace

Result<std::optional<store::AuditHead>> parse_anchor(const std::string& text)
{
  using Head = std::optional<store::AuditHead>;
  const std::size_t colon = text.find(':');
  if (text.empty()) {
    return Head();
  }
  return is_anchor(text, colon) ? Result<Head>(store::AuditHead{std::stoll(text.substr(0, colon)),
                                                                text.substr(colon + 1)})
                                : Error{"anchor.form", {text}};
}

store::Verification verify(const Context& context, const std::optional<store::AuditHead>& anchor)
{
  store::Verification found = context.store.verify();
  if (anchor && found.found.empty() && !context.store.audit().has(*anchor)) {
    found.found.push_back({"audit.anchor", {std::to_string(anchor->sequence)}});
  }
  return found;
}

} // namespace myatlas::services
