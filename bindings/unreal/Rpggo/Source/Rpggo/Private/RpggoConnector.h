#pragma once

#include "CoreMinimal.h"
#include "RpggoConnection.h"

/** Opens the connection with the settings and the key of that time, and keeps the reason when it cannot. */
class FRpggoConnector
{
public:
	/**
	 * Opens the connection if there is none. What cannot be opened is not tried again before Close.
	 * @param bOutForgets True when it is a new one that does not know the sessions of the last one.
	 */
	bool Open(bool& bOutForgets);

	/** Frees the client. */
	void Close();

	/** Null when there is none. */
	FRpggoConnection* Get() const { return Connection.Get(); }

	/** Why there can be none; empty when there is no problem. */
	const FString& GetProblem() const { return Problem; }

	/** Whether there is a problem that this has not returned yet. */
	bool TakeProblem(FString& OutProblem);

	/** It takes precedence over all other keys. */
	void SetApiKey(const FString& Key);

private:
	void ForgetProblem();

	TSharedPtr<FRpggoConnection> Connection;
	FString ApiKey;
	FString Where;
	FString Problem;
	bool bProblemUntold = false;
};
