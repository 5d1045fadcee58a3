#include "commands/account/account_acts.hpp"

#include "formats/json/json_records.hpp"
#include "util/try.hpp"

namespace myatlas::cli {

util::Result<int> act_on_account(Session& session, const services::Context& context,
                                 const std::string& email, AccountAct act, ShowAccount show)
{
  TRY_ASSIGN(const auto account, act(context, email));
  formats::Json document = {{"schema", "myatlas/account/1"}};
  document.update(formats::to_json(account));
  return show(session, account, std::move(document));
}

} // namespace myatlas::cli
