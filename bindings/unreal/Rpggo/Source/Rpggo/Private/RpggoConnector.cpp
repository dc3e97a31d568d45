#include "RpggoConnector.h"

#include "RpggoApiKey.h"
#include "RpggoLog.h"
#include "RpggoSettings.h"

bool FRpggoConnector::Open(bool& bOutForgets)
{
	bOutForgets = false;
	if (Connection.IsValid() || !Problem.IsEmpty())
	{
		return Connection.IsValid();
	}
	const URpggoSettings& Settings = *GetDefault<URpggoSettings>();
	// A key that is not needed is not looked for.
	const FString Key = Settings.Recording.TrimStartAndEnd().IsEmpty() ? RpggoApiKey::Find(Settings, ApiKey) : FString();
	Connection = FRpggoConnection::Open(Settings, Key, Problem);
	if (!Connection.IsValid())
	{
		bProblemUntold = true;
		UE_LOG(LogRpggo, Error, TEXT("%s"), *Problem);
		return false;
	}
	const FString NewWhere = FRpggoConnection::WhereOf(Settings);
	// A model's conversation exists only in the client.
	bOutForgets = !Where.Equals(NewWhere, ESearchCase::CaseSensitive) || Settings.Service == ERpggoService::Openai;
	Where = NewWhere;
	return true;
}

void FRpggoConnector::Close()
{
	if (Connection.IsValid())
	{
		Connection->Close();
		Connection.Reset();
	}
	ForgetProblem();
}

bool FRpggoConnector::TakeProblem(FString& OutProblem)
{
	if (!bProblemUntold)
	{
		return false;
	}
	bProblemUntold = false;
	OutProblem = Problem;
	return true;
}

void FRpggoConnector::SetApiKey(const FString& Key)
{
	ApiKey = Key;
	// It may be what was missing.
	ForgetProblem();
}

void FRpggoConnector::ForgetProblem()
{
	Problem.Empty();
	bProblemUntold = false;
}
