#pragma once

namespace myatlas::services {

// Who may ask. What an asker sees or may change of it is decided by the service.
enum class Who
{
  nobody,  // it is done for no account: to register, to activate, to log in
  anybody, // the account that is logged in, or nobody
  reader,  // an account, which sees its perimeter; the office and the host, who see all
  account, // an account
  office,  // the OPCO's side: an account with a role, or the host
};

} // namespace myatlas::services
