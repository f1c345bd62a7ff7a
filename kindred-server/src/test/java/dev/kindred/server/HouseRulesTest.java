package dev.kindred.server;

import dev.kindred.testkit.HouseRules;

class HouseRulesTest extends HouseRules {}
