"""Methods of the Bot API that the practice server lacks: a 501, while a name that nobody knows is a 404."""

NAMES = """
    addStickerToSet answerChatJoinRequestQuery answerGuestQuery answerInlineQuery answerPreCheckoutQuery
    answerShippingQuery answerWebAppQuery approveSuggestedPost banChatSenderChat close closeGeneralForumTopic
    convertGiftToStars createChatSubscriptionInviteLink createInvoiceLink createNewStickerSet
    declineSuggestedPost deleteAllMessageReactions deleteBusinessMessages deleteChatPhoto deleteChatStickerSet
    deleteEphemeralMessage deleteMessageReaction deleteStickerFromSet deleteStickerSet deleteStory
    editChatSubscriptionInviteLink editEphemeralMessageCaption editEphemeralMessageMedia
    editEphemeralMessageReplyMarkup editEphemeralMessageText editGeneralForumTopic editMessageChecklist
    editMessageLiveLocation editStory editUserStarSubscription getAvailableGifts getBusinessAccountGifts
    getBusinessAccountStarBalance getBusinessConnection getChatGifts getCustomEmojiStickers
    getForumTopicIconStickers getGameHighScores getManagedBotAccessSettings getManagedBotToken
    getMyDefaultAdministratorRights getMyStarBalance getStarTransactions getStickerSet getUserChatBoosts
    getUserGifts getUserPersonalChatMessages getUserProfileAudios getUserProfilePhotos giftPremiumSubscription
    hideGeneralForumTopic logOut postStory promoteChatMember readBusinessMessage refundStarPayment
    removeBusinessAccountProfilePhoto removeChatVerification removeMyProfilePhoto removeUserVerification
    reopenGeneralForumTopic replaceManagedBotToken replaceStickerInSet repostStory restrictChatMember
    savePreparedInlineMessage savePreparedKeyboardButton sendAnimation sendAudio sendChatJoinRequestWebApp
    sendChecklist sendDice sendGame sendGift sendInvoice sendLivePhoto sendLocation sendMessageDraft
    sendPaidMedia sendPoll sendRichMessage sendRichMessageDraft sendVenue sendVideoNote sendVoice
    setBusinessAccountBio setBusinessAccountGiftSettings setBusinessAccountName setBusinessAccountProfilePhoto
    setBusinessAccountUsername setChatAdministratorCustomTitle setChatDescription setChatMemberTag
    setChatPermissions setChatPhoto setChatStickerSet setChatTitle setCustomEmojiStickerSetThumbnail
    setGameScore setManagedBotAccessSettings setMessageReaction setMyDefaultAdministratorRights
    setMyProfilePhoto setPassportDataErrors setStickerEmojiList setStickerKeywords setStickerMaskPosition
    setStickerPositionInSet setStickerSetThumbnail setStickerSetTitle setUserEmojiStatus
    stopMessageLiveLocation stopPoll transferBusinessAccountStars transferGift unbanChatSenderChat
    unhideGeneralForumTopic unpinAllForumTopicMessages unpinAllGeneralForumTopicMessages upgradeGift
    uploadStickerFile verifyChat verifyUser
"""
LACKING = frozenset(NAMES.split())
