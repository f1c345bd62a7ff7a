package dev.kindred.store;

import dev.kindred.testkit.HouseRules;

class HouseRulesTest extends HouseRules {}
